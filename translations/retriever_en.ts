<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AddChunksDialog</name>
    <message numerus="yes">
        <source>Add %Ln chunk(s)</source>
        <translation>
            <numerusform>Add %Ln chunk</numerusform>
            <numerusform>Add %Ln chunks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message numerus="yes">
        <source>%Ln chunk(s)</source>
        <translation>
            <numerusform>%Ln chunk</numerusform>
            <numerusform>%Ln chunks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln source(s)</source>
        <translation>
            <numerusform>%Ln source</numerusform>
            <numerusform>%Ln sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message numerus="yes">
        <source>Ask %Ln chunk(s)</source>
        <translation>
            <numerusform>Ask %Ln chunk</numerusform>
            <numerusform>Ask %Ln chunks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChunkCommands</name>
    <message numerus="yes">
        <source>%Ln chunks will be deleted from “%1”.</source>
        <translation>
            <numerusform>%Ln chunk will be deleted from “%1”.</numerusform>
            <numerusform>%Ln chunks will be deleted from “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln chunks</source>
        <translation>
            <numerusform>Delete %Ln chunk</numerusform>
            <numerusform>Delete %Ln chunks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chunk(s)</source>
        <translation>
            <numerusform>%Ln chunk</numerusform>
            <numerusform>%Ln chunks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more.</source>
        <translation>
            <numerusform>and %Ln more.</numerusform>
            <numerusform>and %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChunksPage</name>
    <message numerus="yes">
        <source>All %Ln shown</source>
        <translation>
            <numerusform>All %Ln shown</numerusform>
            <numerusform>All %Ln shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %Ln selected</source>
        <translation>
            <numerusform> · %Ln selected</numerusform>
            <numerusform> · %Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeleteGroupDialog</name>
    <message numerus="yes">
        <source>&amp;Keep its %Ln chunk(s) in the dataset</source>
        <translation>
            <numerusform>&amp;Keep its %Ln chunk in the dataset</numerusform>
            <numerusform>&amp;Keep its %Ln chunks in the dataset</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete its %Ln chunk(s) &amp;too, also those in other groups</source>
        <translation>
            <numerusform>Delete its %Ln chunk &amp;too, also those in other groups</numerusform>
            <numerusform>Delete its %Ln chunks &amp;too, also those in other groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete group and %Ln chunk(s)</source>
        <translation>
            <numerusform>Delete group and %Ln chunk</numerusform>
            <numerusform>Delete group and %Ln chunks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentText</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chunk(s)</source>
        <translation>
            <numerusform>%Ln chunk</numerusform>
            <numerusform>%Ln chunks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more will be left out: %1.</source>
        <translation>
            <numerusform>%Ln more will be left out: %1.</numerusform>
            <numerusform>%Ln more will be left out: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) or part(s) left out.</source>
        <translation>
            <numerusform>%Ln file or part left out.</numerusform>
            <numerusform>%Ln files or parts left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>... and %Ln more</source>
        <translation>
            <numerusform>... and %Ln more</numerusform>
            <numerusform>... and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupsPage</name>
    <message numerus="yes">
        <source>All %Ln shown</source>
        <translation>
            <numerusform>All %Ln shown</numerusform>
            <numerusform>All %Ln shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageItem</name>
    <message numerus="yes">
        <source>Reading %Ln chunk(s)…</source>
        <translation>
            <numerusform>Reading %Ln chunk…</numerusform>
            <numerusform>Reading %Ln chunks…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProfileExchange</name>
    <message numerus="yes">
        <source>%Ln connection(s) imported.</source>
        <translation>
            <numerusform>%Ln connection imported.</numerusform>
            <numerusform>%Ln connections imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestsPage</name>
    <message numerus="yes">
        <source>%Ln request(s) exported.</source>
        <translation>
            <numerusform>%Ln request exported.</numerusform>
            <numerusform>%Ln requests exported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetryStrip</name>
    <message numerus="yes">
        <source>%Ln request(s) are being sent again</source>
        <translation>
            <numerusform>%Ln request is being sent again</numerusform>
            <numerusform>%Ln requests are being sent again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) wait to be sent again in %1 s</source>
        <translation>
            <numerusform>%Ln request waits to be sent again in %1 s</numerusform>
            <numerusform>%Ln requests wait to be sent again in %1 s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingChips</name>
    <message numerus="yes">
        <source>%Ln chunk(s)</source>
        <translation>
            <numerusform>%Ln chunk</numerusform>
            <numerusform>%Ln chunks</numerusform>
        </translation>
    </message>
</context>
</TS>
