import assert from "node:assert/strict";
import { indexed, readAll, refusal, until } from "./workspace.mjs";

const QUESTION = "What holds the boat?";

async function harbour(workspace, llm) {
  llm.answerTo = () => "The anchor holds the boat [1].";
  const sdk = await workspace.dataset("Chat", { LLM_BASE_URL: llm.url, LLM_API_KEY: "sk-test", LLM_DEFAULT_MODEL: "fake" });
  await sdk.createChunk([
    { chunk_html: "<p>The anchor holds the boat.</p>", tracking_id: "anchor", tag_set: ["sea", "iron"] },
    { chunk_html: "<p>Roses need sun.</p>", tracking_id: "rose" },
  ]);
  await indexed(sdk);
  const topic = await sdk.createTopic({ owner_id: "somebody", name: "Boats" });
  return { sdk, topic };
}

// [chunks]||text
function parts(answer) {
  const [chunks, ...text] = answer.split("||");
  return { chunks: JSON.parse(chunks), text: text.join("||") };
}

const ask = (topic, more = {}) => ({ topic_id: topic.id, new_message_content: QUESTION, search_type: "fulltext", ...more });

export const steps = {
  async "create, rename, clone, list and delete topics"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    assert.equal(topic.name, "Boats");
    assert.equal(topic.owner_id, "somebody");
    await sdk.createMessage(ask(topic));
    await sdk.updateTopic({ topic_id: topic.id, name: "Ships" });
    const clone = await sdk.cloneTopic({ topic_id: topic.id, owner_id: "somebody else", name: "Copy" });
    assert.notEqual(clone.id, topic.id);
    assert.deepEqual((await sdk.getAllTopics({ ownerId: "somebody" })).map(({ name }) => name), ["Ships"]);
    assert.deepEqual((await sdk.getAllTopics({ ownerId: "somebody else" })).map(({ name }) => name), ["Copy"]);
    const contents = async (id) => (await sdk.getAllMessagesForTopic({ messagesTopicId: id })).map(({ content }) => content);
    assert.deepEqual(await contents(clone.id), await contents(topic.id));
    await sdk.deleteTopic({ topicId: topic.id });
    assert.deepEqual(await sdk.getAllTopics({ ownerId: "somebody" }), []);
    assert.match(await refusal(sdk.getAllMessagesForTopic({ messagesTopicId: topic.id })), /topic/i);
  },

  async "ask a question and get an answer with its chunks"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    let headers;
    const { chunks, text } = parts(await sdk.createMessage(ask(topic), undefined, (all) => (headers = all)));
    assert.equal(text, "The anchor holds the boat [1].");
    assert.equal(chunks[0].tracking_id, "anchor");
    assert.equal(chunks[0].tag_set, "sea,iron");

    const messages = await sdk.getAllMessagesForTopic({ messagesTopicId: topic.id });
    assert.deepEqual(messages.filter(({ role }) => role !== "system").map(({ role }) => role), ["user", "assistant"]);
    const answer = messages.at(-1);
    assert.equal(answer.id, headers["tr-queryid"]);
    assert.match(answer.content, /anchor holds the boat \[1\]/);
    assert.deepEqual(await sdk.getMessageById({ messageId: answer.id }), answer);
    const { body } = llm.requests.at(-1);
    assert.equal(body.model, "fake");
    assert.match(JSON.stringify(body.messages), /anchor holds the boat/);
  },

  async "stream an answer"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    assert.match(await readAll(await sdk.createMessageReader(ask(topic))), /\|\|The anchor holds the boat \[1\]\.$/);
    const { reader, queryId } = await sdk.createMessageReaderWithQueryId(ask(topic, { llm_options: { completion_first: true } }));
    assert.match(await readAll(reader), /^The anchor holds the boat \[1\]\.\|\|\[\{/);
    await until(() => sdk.getMessageById({ messageId: queryId }).catch(() => null), (message) => message?.role === "assistant", "not stored");
  },

  async "get the whole answer at once as a JSON string"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    const { chunks, text } = parts(await sdk.createMessage(ask(topic, { llm_options: { stream_response: false } })));
    assert.equal(text, "The anchor holds the boat [1].");
    assert.deepEqual(chunks[0].chunk.tag_set, ["sea", "iron"]);
  },

  async "edit a question"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    await sdk.createMessage(ask(topic));
    const order = async () => (await sdk.getAllMessagesForTopic({ messagesTopicId: topic.id })).find(({ role }) => role === "user").sort_order;
    const edited = async (content) => ask(topic, { message_sort_order: await order(), new_message_content: content });
    llm.answerTo = () => "Sun [1].";
    const { chunks, text } = parts(await sdk.editMessage(await edited("What do roses need?")));
    assert.equal(text, "Sun [1].");
    assert.equal(chunks[0].tracking_id, "rose");
    assert.match(await readAll(await sdk.editMessageReader(await edited("Who needs sun?"))), /Sun \[1\]\.$/);
    const { reader, queryId } = await sdk.editMessageReaderWithQueryId(await edited("Is it roses that need sun?"));
    await readAll(reader);
    const messages = await until(() => sdk.getAllMessagesForTopic({ messagesTopicId: topic.id }), (all) => all.at(-1).id === queryId, "not stored");
    assert.deepEqual(messages.filter(({ role }) => role === "user").map(({ content }) => content), ["Is it roses that need sun?"]);
  },

  async "have an answer made again"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    await sdk.createMessage(ask(topic));
    const again = { topic_id: topic.id, search_type: "fulltext" };
    llm.answerTo = () => "Iron does [1].";
    assert.equal(parts(await sdk.regenerateMessage(again)).text, "Iron does [1].");
    assert.match(await readAll(await sdk.regenerateMessageReader(again)), /Iron does \[1\]\.$/);
    // The SDK asks for this by DELETE, as the server once did; this is how it is today.
    const today = await sdk.trieve.fetch("/api/message", "PATCH", { data: again, datasetId: sdk.datasetId });
    assert.equal(parts(today).text, "Iron does [1].");
    const { reader, queryId } = await sdk.regenerateMessageReaderWithQueryId(again);
    await readAll(reader);
    const answers = (messages) => messages.filter(({ role }) => role === "assistant");
    const messages = await until(() => sdk.getAllMessagesForTopic({ messagesTopicId: topic.id }), (all) => all.at(-1).id === queryId, "not stored");
    assert.equal(answers(messages).length, 1);
  },

  async "answer from chosen chunks"({ workspace, llm }) {
    const { sdk } = await harbour(workspace, llm);
    const { id } = await sdk.getChunkByTrackingId({ trackingId: "anchor" });
    const order = { chunk_ids: [id], prev_messages: [{ role: "user", content: QUESTION }] };
    assert.equal(await sdk.ragOnChunk({ ...order, stream_response: false }), "The anchor holds the boat [1].");
    assert.equal(await readAll(await sdk.ragOnChunkReader(order)), "The anchor holds the boat [1].");
    const { reader, queryId } = await sdk.ragOnChunkReaderWithQueryId(order);
    assert.equal(await readAll(reader), "The anchor holds the boat [1].");
    assert.match(queryId, /^[0-9a-f-]{36}$/);
  },

  async "use the model for other things: a completion, a tool's parameters, a transcription"({ workspace, llm }) {
    const { sdk } = await harbour(workspace, llm);
    llm.answerTo = (body) => `Said ${body.messages.at(-1).content}`;
    assert.equal(await sdk.generateMessageCompletions({ system_message: "Be brief.", user_message: "hello" }), "Said hello");
    const parameters = [
      { name: "jeans", description: "whether jeans are wanted", parameter_type: "boolean" },
      { name: "price", description: "the highest price", parameter_type: "number" },
    ];
    const tool_function = { name: "filter", description: "filters what is shown", parameters };
    const filled = await sdk.getToolCallFunctionParams({ user_message_text: "cheap jeans", tool_function });
    assert.deepEqual(filled.parameters, { jeans: true, price: 20 });
    const base64_audio = Buffer.from("not really audio").toString("base64");
    assert.equal(await sdk.transcribeAudio({ base64_audio }), QUESTION);
  },

  async "be told when the model says no"({ workspace, llm }) {
    const { sdk, topic } = await harbour(workspace, llm);
    await sdk.updateDataset({ dataset_id: sdk.datasetId, server_configuration: { LLM_BASE_URL: "http://127.0.0.1:9/v1" } });
    const order = ask(topic, { llm_options: { stream_response: false } });
    assert.match(await refusal(sdk.createMessage(order)), /LLM_BASE_URL|could not be reached|language model/i);
  },
};
