/** The names of the tools: all that a starting window needs to know of them. */
export const TOOL_NAMES = ['goproxy_diagnose', 'goproxy_classify', 'goproxy_use'] as const;

export type ToolName = (typeof TOOL_NAMES)[number];
