#pragma once

#include "app/values/json.h"

#include <QMap>
#include <QStringList>

/// How Chunkr, a service that a server may have, reads a file; what was not set is not sent. Source: CreateFormWithoutFile.
struct ChunkrTask {
    /// Source: ChunkProcessing.
    struct Chunking {
        std::optional<bool> ignoreHeadersAndFooters;
        /// Words of a chunk; 0 makes each segment one.
        std::optional<int> targetLength;
        /// Word, Cl100kBase, XlmRobertaBase or BertBaseUncased.
        std::optional<QString> tokenizer;
        /// Any of Hugging Face instead, by its name there.
        std::optional<QString> foreignTokenizer;

        bool isEmpty() const { return *this == Chunking(); }
        bool operator==(const Chunking &) const = default;
        Json toJson() const;
    };
    /// Source: LlmProcessing.
    struct Model {
        std::optional<QString> id;
        /// None or Default.
        std::optional<QString> fallback;
        /// Another model instead, by its name.
        std::optional<QString> fallbackModel;
        std::optional<int> maxCompletionTokens;
        std::optional<double> temperature;

        bool isEmpty() const { return *this == Model(); }
        bool operator==(const Model &) const = default;
        Json toJson() const;
    };
    /// What is made of one kind of segment. Source: AutoGenerationConfig.
    struct Segment {
        /// All or Auto.
        std::optional<QString> cropImage;
        /// HTML, Markdown, LLM, Content.
        QStringList embedSources;
        /// LLM or Auto, both.
        std::optional<QString> html;
        std::optional<QString> markdown;
        /// What a language model is told.
        std::optional<QString> prompt;

        bool operator==(const Segment &) const = default;
        Json toJson() const;
    };

    Chunking chunking;
    Model model;
    /// By the kind of segment: Caption, Footnote, Formula, ListItem, Page, PageFooter, PageHeader, Picture, SectionHeader, Table, Text, Title.
    QMap<QString, Segment> segments;
    /// Fail or Continue.
    std::optional<QString> errorHandling;
    std::optional<int> expiresInSeconds;
    std::optional<bool> highResolution;
    /// All or Auto.
    std::optional<QString> ocrStrategy;
    /// Azure or Chunkr.
    std::optional<QString> pipeline;
    /// LayoutAnalysis or Page.
    std::optional<QString> segmentationStrategy;

    bool isEmpty() const { return *this == ChunkrTask(); }
    bool operator==(const ChunkrTask &) const = default;
    Json toJson() const;
};
