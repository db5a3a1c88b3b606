/**
 * What stands on the pages beside the words of src/ and package.json: Simplified Chinese. A colon stands behind `**`, not before it:
 * between a Chinese sign and a Chinese word Markdown takes that for no end.
 */

const SEVERITIES = { error: '错误', warning: '警告', info: '提示' };
const pair = (name, text) => `${name}：${text}`;

export const failures = {
  head: `# 故障

Go Proxy Doctor 用代码标识每种故障。“问题”面板、报告、\`--json\` 和本页用的是同一个代码。本页逐一说明：
发生了什么，go 命令会因此怎么做，以及你能做什么。

点一下或采用的每项更改都可以撤销：在 VS Code 中用 *Go Proxy: 撤销上次更改*，在终端中用 \`goproxy-doctor undo\`。

下面的例子都假设：列表由两个镜像和 \`direct\` 组成，其中第 1 个镜像出了故障；另有一个私有模块 git.corp.example/shop/lib。
处理办法 \`use-goproxy\` 有三种形式：把检查时正常的条目放到最前面；如果没有正常的条目，而所有条目本来就是公共的，则插入另一个公共镜像；
或者把出故障的公共条目后面的“,”改成“|”。原本向私有条目请求的内容，绝不会不作说明就转向公共镜像请求。

## 绝不要做的事

网上有些建议能让报错消失，代价却是不再能证明“你收到的和别人收到的一样”。这里绝不提供这类办法，理由如下：

- \`GOSUMDB=off\`、\`GONOSUMDB=*\`、\`GOFLAGS=-insecure\`：绝不要用。凡是 go.sum 里还没有的模块，不管是谁发来的，都会不经查证就被采信。
  对于你自己的私有模块，在 \`GOPRIVATE\` 中写上它们的路径就够了。
- \`GOINSECURE\`：绝不要用。它会在直接访问仓库时关闭证书检查；对模块代理则不起作用。
- \`GONOSUMCHECK\`：绝不要用。这个变量早已不存在，也不起作用。
- 删除 go.sum：绝不要做。模块有没有被改动，靠的就是这份记录。`,
  pair,
  goSays: 'go 的输出举例：',
  unsaid: '从 go 的输出看不出来，要靠检查才能发现。',
  next: (text) => `**go 会怎么做**：${text}`,
  kind: (severity, isTransient) =>
    `**类型**：${SEVERITIES[severity]}；${isTransient ? '可能会自行恢复。' : '不作更改就不会消失。'}`,
  details: '**细分**',
  failedAs: (code) => `${code}：查询或下载以这种方式失败`,
  remedies: '**处理办法**，最合适的在前',
  remedy: (title, id) => `**${title}**（\`${id}\`）`,
  changes: '会更改',
  toType: '要输入的命令',
  undo: '撤销',
  costs: '代价',
  never: (text) => `**绝不要这样做**：${text}`,
};

export const settings = {
  head: `# 设置

扩展的全部设置，顺序与 VS Code 中显示的相同。更改后立即生效，无需重新加载。命令行有自己的选项，见[命令](commands.zh-cn.md#在命令行中)。`,
  pair,
  type: '类型',
  default: '默认值',
  where: '可以设置在',
  types: { string: '文本', boolean: '是或否', number: '数字', integer: '整数', array: '列表' },
  range: (type, least, most) => {
    if (least === undefined) return type;
    return most === undefined ? `${type}，不小于 ${least}` : `${type}，${least} 到 ${most}`;
  },
  scopes: {
    resource: '文件夹、工作区或用户设置',
    window: '工作区或用户设置',
    machine: '仅限本机的用户设置',
    'machine-overridable': '本机的用户设置，或工作区设置',
  },
  restricted: '在受限模式下，不采用工作区中的值。',
  element: '列表中的每一项包括：',
  field: (name, type, isWanted) => `\`${name}\`：${type}${isWanted ? '' : '，可省略'}`,
};

export const commands = {
  head: '# 命令',
  stop: '。',
  inEditor: `## 在 VS Code 中

在命令面板（F1）中，类别都是“Go Proxy”。ID 用于设置键盘快捷方式，或供其他扩展调用。`,
  columns: ['命令', 'ID', '作用'],
  notes: {
    'goProxy.dashboard': '画出请求所走的路，每个条目附有证据和能做的事；下面是延迟、失败和事件',
    'goProxy.diagnose': '用你自己的模块检查列表中的每个条目，并打开报告；可以取消',
    'goProxy.menu': '即点击状态栏时打开的菜单：最合适的处理办法在最前，其余的在后',
    'goProxy.diagnoseText': '读取剪贴板中 go 命令的输出：用于任务、CI 日志和普通终端',
    'goProxy.switch':
      '把另一个条目、镜像或你自己的列表放到最前面，选择时实时测量各个镜像；对此工作区或你的所有项目生效',
    'goProxy.undo': '撤销上次更改，逐字节恢复；再次执行则撤销更早的一次',
    'goProxy.importModule': '从文件、文件夹或网址导入模块；由 `go` 检查后才放入模块缓存',
    'goProxy.traceModule': '用真正的 `go` 和空缓存获取一个模块，并指出每个请求由哪个条目响应',
    'goProxy.checksum': '向每个镜像、仓库、校验和数据库以及本机查询同一个版本：谁与谁不一致',
    'goProxy.compare': '并排测量列表中的镜像和公共镜像：内容是否正确、响应多快、传输多快',
    'goProxy.rerun': '在原来的终端中重新运行失败的 go 命令，使用现在的列表',
    'goProxy.environment': '谁（终端、任务、Go 扩展、gopls）用的是哪个 GOPROXY，来自哪里，又被什么覆盖',
    'goProxy.showLog': '逐行记录做过什么、请求过什么，不含敏感信息',
  },
  inTerminal: `## 在命令行中

在检出的源码中，\`goproxy-doctor\` 就是 \`node dist/cli.js\`。\`<…>\` 中的词必须给出，\`[…]\` 中的可以省略；后面带 \`…\` 的可以给出多个。
模块写成 \`PATH\` 或 \`PATH@VERSION\`。`,
  common: '每个命令都有以下选项：',
  optionColumns: ['', '含义'],
};
