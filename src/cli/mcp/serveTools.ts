/** The tools as an MCP server on stdin and stdout, by the protocol's own SDK. */
import { fromJsonSchema, type JsonSchemaType, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Progress } from '../../doctor/check.ts';
import { progressText } from '../../text/words/progressText.ts';
import { callTool } from '../../tools/callTool.ts';
import { PROGRESS_TOTAL, progressMeter } from '../../tools/progressMeter.ts';
import { answerParts } from '../../tools/toolAnswer.ts';
import type { ToolPorts } from '../../tools/toolPorts.ts';
import { TOOLS, type Tool } from '../../tools/toolTable.ts';

export interface ServedTools {
  /** Resolves when the client is gone, or has sent a message beyond all bounds. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export function serveTools(ports: ToolPorts, version: string): ServedTools {
  const transport = new EndingTransport();
  // Once a connection, and once more where a client first asks which versions of the protocol there are.
  const handle = serveStdio(() => serverOf(ports, version), { transport });
  return { ended: transport.ended, close: () => handle.close() };
}

function serverOf(ports: ToolPorts, version: string): McpServer {
  const server = new McpServer({ name: 'goproxy-doctor', title: 'Go Proxy Doctor', version });
  for (const tool of TOOLS) {
    const { name, description, input } = tool;
    const config = {
      description,
      inputSchema: fromJsonSchema(input as JsonSchemaType),
      annotations: annotationsOf(tool),
    };
    server.registerTool(name, config, async (given, context) => {
      const { signal } = context.mcpReq;
      const answer = await callTool({ name, input: given, signal, onProgress: progressOf(context) }, ports);
      const content = answerParts(answer).map((text) => ({ type: 'text' as const, text }));
      return { content, isError: answer.isError };
    });
  }
  return server;
}

function annotationsOf({ isReadOnly, asksNetwork }: Tool) {
  // A value is written over, though it can be brought back: clients ask before that.
  return {
    readOnlyHint: isReadOnly,
    destructiveHint: !isReadOnly,
    idempotentHint: true,
    openWorldHint: asksNetwork,
  };
}

/** Tells the client how far an examination is, where it asked for that. */
function progressOf({ mcpReq }: ServerContext): (progress: Progress) => void {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  const meter = progressMeter();
  return (step) => {
    const progress = meter(step);
    if (progress === null) return;
    const params = { progressToken, progress, total: PROGRESS_TOTAL, message: progressText(step) };
    // Who does not read any more gets no answer either.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

/** Whatever ends a connection (stdin's end, a reader that is gone, a message beyond all bounds) closes the transport. */
class EndingTransport extends StdioServerTransport {
  #end: () => void = () => undefined;
  readonly ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  override async close(): Promise<void> {
    await super.close();
    this.#end();
  }
}
