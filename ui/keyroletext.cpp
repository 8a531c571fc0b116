#include "ui/keyroletext.h"

#include <QCoreApplication>

namespace {

struct KeyRoleText {
    Q_DECLARE_TR_FUNCTIONS(KeyRoleText)
};

}

QString keyRoleText(const KeyRole *role)
{
    const Error::Role proven = role ? role->proven() : Error::Role::Unknown;
    switch (proven) {
    case Error::Role::Owner: return KeyRoleText::tr("Key: may read, write and manage datasets");
    case Error::Role::Admin:
        return role->lacks(Error::Role::Owner) ? KeyRoleText::tr("Key: may read and write, not manage datasets")
                                               : KeyRoleText::tr("Key: may read and write");
    case Error::Role::AnyKey:
        if (role->lacks(Error::Role::Admin))
            return KeyRoleText::tr("Key: may read, not write");
        return role->lacks(Error::Role::Owner) ? KeyRoleText::tr("Key: may read, not manage datasets") : KeyRoleText::tr("Key: may read");
    case Error::Role::Unknown: break;
    }
    return {};
}
