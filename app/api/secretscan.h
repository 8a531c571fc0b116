#pragma once

#include <QByteArray>

/// Finds values that are secret by the name before them, in JSON of any depth of quoting and in addresses, whatever stands around: a body
/// that was cut, or is no JSON at all, is looked through like any other. Linear in the length of the text.
namespace secretscan {

/// Whether what has this name is a secret: keys, tokens, passwords, signatures and signed addresses, whatever the case and the kind of dash.
bool isSecretName(QByteArrayView name);

/// The UTF-8 text with the mask in the place of each secret.
QByteArray masked(const QByteArray &utf8, const QByteArray &mask);

}
