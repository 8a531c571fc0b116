#pragma once

#include <QString>

class QAccessibleInterface;
class QObject;

/// Scroll areas as a screen reader knows them: plain widgets with their parts, the hidden scroll bars among them. Qt 6.4 leaves those out
/// and does not look whether the part it is asked for is there: a scroll bar that hides while a screen reader goes through the parts (a
/// page that is left is enough) ends the program.
namespace scrollaccess {

/// For QAccessible::installFactory().
QAccessibleInterface *create(const QString &className, QObject *object);

}
