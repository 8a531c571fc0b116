#pragma once

#include <QString>

class QLabel;

/// Gives a label the font and the colour of its look: "title", "section", "secondary", "error" or "code".
void dressLabel(QLabel *label, const QString &look);
