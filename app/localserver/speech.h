#pragma once

#include <QString>

#include <functional>
#include <optional>

class Fields;
struct DatasetRow;

/// What was said in a field of base64 audio, as the dataset's language model server transcribes it; nothing where the field is absent.
/// Blocks until it is known. Refusal 400, naming the field, where it is no audio, nobody can transcribe it or nothing was said.
/// Source of the format: https://platform.openai.com/docs/api-reference/audio/createTranscription
std::optional<QString> spokenText(
    const Fields &fields, QStringView field, const DatasetRow &dataset, const std::function<bool()> &isWanted);

/// The transcript as the value of X-TR-Query: one line.
QByteArray spokenHeader(const QString &text);
