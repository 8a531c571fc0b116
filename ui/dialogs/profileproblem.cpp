#include "ui/dialogs/profileproblem.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct ProfileProblems {
    Q_DECLARE_TR_FUNCTIONS(ProfileProblems)
};

}

ProfileProblem profileProblem(Profiles::Problem problem)
{
    using Problem = Profiles::Problem;
    switch (problem) {
    case Problem::None: return {};
    case Problem::NameMissing: return {u"name"_s, {}};
    case Problem::NameTaken: return {u"name"_s, ProfileProblems::tr("Another connection has that name.")};
    case Problem::UrlMissing: return {u"url"_s, {}};
    case Problem::UrlNotHttp: return {u"url"_s, ProfileProblems::tr("Begin with https:// or http://.")};
    case Problem::UrlWithoutHost: return {u"url"_s, ProfileProblems::tr("Write an address such as https://api.trieve.ai.")};
    case Problem::UrlHasSecret: return {u"url"_s, ProfileProblems::tr("Leave out user name, password and everything after the path: the key goes into its own field.")};
    case Problem::ColourInvalid: return {u"colour"_s, ProfileProblems::tr("A colour is written #rrggbb.")};
    case Problem::OrganizationInvalid: return {u"organization"_s, ProfileProblems::tr("An organization id is a UUID: 8-4-4-4-12 letters and digits.")};
    case Problem::DatasetInvalid: return {u"dataset"_s, ProfileProblems::tr("A dataset id is a UUID: 8-4-4-4-12 letters and digits.")};
    case Problem::ProxyHostMissing: return {u"proxyHost"_s, ProfileProblems::tr("Write the proxy's name or number alone, such as proxy.example.org.")};
    case Problem::ProxyPortMissing: return {u"proxyPort"_s, ProfileProblems::tr("Write the proxy's port, such as 3128 or 1080.")};
    case Problem::CertificateMissing: return {u"certificate"_s, ProfileProblems::tr("Choose the certificate that the key file belongs to.")};
    case Problem::HeaderNameInvalid: return {u"headers"_s, ProfileProblems::tr("A header's name has letters, digits and hyphens only.")};
    case Problem::HeaderReserved: return {u"headers"_s, ProfileProblems::tr("One of these headers says what requests say anyway: the key, the dataset or how they are sent. Leave it out.")};
    case Problem::HeaderTwice: return {u"headers"_s, ProfileProblems::tr("A header is there twice.")};
    case Problem::HeaderValueInvalid: return {u"headers"_s, ProfileProblems::tr("A header needs a value of ASCII letters, digits and signs.")};
    }
    return {};
}
