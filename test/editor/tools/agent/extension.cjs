// An agent's part in our tests: calls a tool with what a model could have sent, and shows the first part of the answer as a message.
const vscode = require('vscode');

const CALLS = {
  'agent.use': ['goproxy_use', { first: 1, scope: 'workspace' }],
  'agent.diagnose': ['goproxy_diagnose', { quick: true }],
  'agent.diagnoseOther': ['goproxy_diagnose', { goproxy: 'off', modules: ['secret.corp.test/plan'] }],
  'agent.classify': ['goproxy_classify', { output: 'go: example.test/a@v1.0.0: Get "http://x.test/a": EOF' }],
};

exports.activate = ({ subscriptions }) => {
  for (const [command, [name, input]] of Object.entries(CALLS)) {
    const call = async () => {
      const answer = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }).then(
        ({ content }) => content[0].value,
        (error) => `no: ${error.message}`,
      );
      void vscode.window.showInformationMessage(`agent got ${answer}`);
    };
    subscriptions.push(vscode.commands.registerCommand(command, call));
  }
};
