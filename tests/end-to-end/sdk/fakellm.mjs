// A model server on loopback that speaks OpenAI's wire format: answers, tool calls, vectors, transcriptions.
import http from "node:http";

// What a text is about; two texts about one thing have vectors near each other, whatever their words.
const SUBJECTS = [["rose", "tulip", "flower", "blossom", "petal"], ["boat", "anchor", "harbour", "sail", "vessel"], ["engine", "piston", "motor", "gear"]];

function vector(text) {
  const words = text.toLowerCase();
  return [...SUBJECTS.map((subject) => 0.05 + subject.filter((word) => words.includes(word)).length), 0.05];
}

function deltas(text) {
  const pieces = text.match(/\S+\s*/g).map((content) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }));
  pieces.push({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  return pieces.map((piece) => `data: ${JSON.stringify(piece)}\n\n`).join("") + "data: [DONE]\n\n";
}

export class FakeLlm {
  // The text that a question is answered with.
  answerTo = () => "The anchor holds the boat [1].";
  // What came, newest last: {path, body}.
  requests = [];

  async start() {
    this.server = http.createServer((request, response) => this.take(request, response));
    await new Promise((ready) => this.server.listen(0, "127.0.0.1", ready));
    this.url = `http://127.0.0.1:${this.server.address().port}/v1`;
  }

  stop() {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  async take(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    const body = request.headers["content-type"]?.includes("json") ? JSON.parse(text) : text;
    this.requests.push({ path: request.url, body });
    const json = (answer) => response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
    if (request.url.endsWith("/embeddings")) {
      json({ data: [body.input].flat().map((input, index) => ({ index, embedding: vector(input) })) });
    } else if (request.url.endsWith("/audio/transcriptions")) {
      json({ text: "What holds the boat?" });
    } else if (body.stream) {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).end(deltas(this.answerTo(body)));
    } else {
      json({ choices: [{ index: 0, message: this.message(body), finish_reason: body.tools ? "tool_calls" : "stop" }] });
    }
  }

  message(body) {
    if (!body.tools) return { role: "assistant", content: this.answerTo(body) };
    const name = body.tools[0].function.name;
    const call = { id: "call_1", type: "function", function: { name, arguments: '{"jeans": true, "price": 20}' } };
    return { role: "assistant", content: null, tool_calls: [call] };
  }
}
