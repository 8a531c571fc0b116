#pragma once

#include "app/settings/profile.h"
#include "app/values/result.h"

/// Profiles in a file, to be given to others: JSON without any secret and without the local workspace. Whoever imports it is asked for
/// the keys at the first use.
namespace profilefile {

/// Of the servers among them.
QByteArray write(const QList<Profile> &profiles);
/// The error names the place and the field: "profiles[1]: Profile.url: ...". All or nothing. Profiles have no id and no colour yet
/// where the file names none; whether they fit among others is for Profiles to say.
Result<QList<Profile>> read(QByteArrayView bytes);

}
