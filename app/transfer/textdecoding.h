#pragma once

#include <QString>

/// The text of a file of unknown encoding: by its byte order mark; UTF-8 where it is valid and not plain ASCII; what an HTML or XML
/// document declares of itself (declaration within its first 2,048 bytes); else Windows-1252, the web's Latin-1. Never fails: bytes
/// that mean nothing become replacement characters.
QString decodedText(const QByteArray &bytes, bool isMarkup);

/// Whether the bytes are no text: a NUL among the first 8,192 where no byte order mark says UTF-16 or UTF-32.
bool isBinary(const QByteArray &bytes);
