#pragma once

#include "app/models/requestmodel.h"
#include "ui/widgets/rowtable.h"

/// The table of logged requests; several can be selected. The model must outlive it.
class RequestTable : public RowTable
{
    Q_OBJECT

public:
    explicit RequestTable(RequestModel &model, QWidget *parent = nullptr);

    bool selectRequest(int row) { return selectRowAt(row); }
};
