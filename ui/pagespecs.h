#pragma once

#include "ui/pages/page.h"

class ApiClient;

/// A page that a dataset has: adding one is adding a line in pagespecs.cpp.
struct PageSpec {
    /// The object name of the page, and how it is remembered.
    QString id;
    QString title;
    QString iconName;
    std::function<Page *(const ApiClient &client, QWidget *parent)> make;
};

/// In the order of the sidebar and of Ctrl+1, Ctrl+2...
QList<PageSpec> pageSpecs();
