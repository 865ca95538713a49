/** The two laws of the house, checked by machine: one feature, one room; data walks right, imports point left. */
const rooms = [
  'kernel',
  'criteria',
  'platform',
  'audit',
  'access',
  'reference',
  'desk',
  'enterprises',
  'figures',
  'members',
  'scoring',
  'recognition',
  'rankings',
  'measures',
];

const order = rooms.slice(0, -1).map((room, i) => ({
  name: `${room}-imports-left`,
  comment: '一个房间只引用它左边的房间，右边的事用任务去做：否则改一处要读全屋。',
  severity: 'error',
  from: { path: `^libs/${room}/` },
  to: { path: `^libs/(${rooms.slice(i + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...order,
    {
      name: 'no-circular',
      comment: '循环引用让人无法从任何一头读懂。',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'front-door-only',
      comment: '别的房间只看 index.ts：里面的文件可以随时改。',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'apps-use-front-doors',
      comment: '应用是门，只从各房间的 index.ts 进去。',
      severity: 'error',
      from: { path: '^apps/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)' },
    },
    {
      name: 'no-room-imports-an-app',
      comment: '房间不知道门在哪里。',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'pure-rooms',
      comment: 'kernel 与 criteria 也在浏览器里运行：不用 Node 的模块，只用写明的小而纯的包。',
      severity: 'error',
      from: { path: '^libs/(kernel|criteria)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { pathNot: '^libs/(kernel|criteria)/|^node_modules/yaml/' },
    },
    {
      name: 'pages-use-pure-rooms',
      comment: '页面只带走浏览器里能跑的两个房间。',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs/(?!kernel|criteria)|apps/(?!web))' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: 'metadata\\.ts$|\\.gen\\.ts$|^dist/' },
    doNotFollow: { path: 'node_modules' },
  },
};
