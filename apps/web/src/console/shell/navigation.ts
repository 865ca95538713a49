/** A page of the console as it stands in the navigation and as it is found by Ctrl K. */
export interface NavigationPage {
  to: string;
  label: string;
  /** Words by which somebody may look for it besides its label: sound, initials, what it was called elsewhere. */
  keys: string;
  /** Addresses beside its own whose pages belong to it. */
  also?: readonly string[];
}

/** Pages that belong together; the first is opened by the group's own name. */
export interface NavigationGroup {
  label: string;
  pages: readonly NavigationPage[];
}

/** Where everything stands: at most seven groups, each where an official looks for it. */
export const navigation = [
  {
    label: '工作台',
    pages: [
      { to: '/console', label: '工作台', keys: 'gongzuotai gzt 首页 待办 指标' },
      { to: '/console/tasks', label: '任务', keys: 'renwu rw 待办 我的任务 交办 逾期 到期' },
      { to: '/console/ledger', label: '承诺台账', keys: 'chengnuotaizhang cntz 台账 部署 检查 落实 承诺' },
      { to: '/console/bulletin', label: '月度通报', keys: 'yuedutongbao ydtb 通报 满意度 逾期' },
      { to: '/console/messages', label: '收件箱', keys: 'shoujianxiang sjx 消息 通知 提醒' },
      { to: '/console/letters', label: '发件', keys: 'fajian fj 信函 打印 通知 没有送到' },
      { to: '/console/templates', label: '报送', keys: 'baosong bs 来文登记 上级模板 市局 汇总表' },
    ],
  },
  {
    label: '企业',
    pages: [
      { to: '/console/enterprises', label: '企业名单', keys: 'qiyemingdan qymd 登记簿 导出名单' },
      { to: '/console/scale-list', label: '规上名单与预警', keys: 'guishangmingdan gsmd 升规 退规 规模以上' },
      { to: '/console/segments', label: '企业分类', keys: 'qiyefenlei qyfl 剩老新优 新兴 传统 变动' },
      { to: '/console/duplicates', label: '疑似重复', keys: 'yisichongfu yscf 合并 查重' },
    ],
  },
  {
    label: '数据',
    pages: [
      { to: '/console/imports', label: '导入', keys: 'daoru dr 模板 上传 修正文件 撤销' },
      { to: '/console/parcels', label: '用地台账', keys: 'yongditaizhang ydtz 地块 亩均 面积公示 面积异议 用地面积' },
      { to: '/console/quality/conflicts', label: '来源冲突', keys: 'laiyuanchongtu lyct 数据质量 核定' },
      { to: '/console/quality/flags', label: '数据疑点', keys: 'shujuyidian sjyd 数据质量 核对 一数一源' },
      { to: '/console/quality/waiting', label: '等待判断', keys: 'dengdaipanduan ddpd 人工判断' },
    ],
  },
  {
    label: '认定',
    pages: [
      {
        to: '/console/recognition/applications',
        label: '申报队列',
        keys: 'shenbaoduilie sbdl 初审 批准 待审 案卷 补正',
      },
      {
        to: '/console/recognition/batches',
        label: '申报批次',
        keys: 'shenbaopici sbpc 窗口 名额 公布',
        also: ['/console/recognition/consultations', '/console/recognition/meeting-packs'],
      },
      {
        to: '/console/recognition/funnel',
        label: '漏斗与用时',
        keys: 'loudouyuyongshi ldyys 漏斗 家数 环节 用时 工作日',
      },
      { to: '/console/recognition/objections', label: '公示异议', keys: 'gongshiyiyi gsyy 线索 反映 公示' },
      { to: '/console/recognition/papers', label: '纸面核对', keys: 'zhimianhedui zmhd 申报表 回执 校验值 盖章' },
      { to: '/console/pool', label: '培育库', keys: 'peiyuku pyk 骨干 中小 入库 出库 差一步 预演' },
      { to: '/console/official-lists', label: '官方名单', keys: 'guanfangmingdan gfmd 名单对账 公布 公告 批次 文号' },
      { to: '/console/titles', label: '称号与复核', keys: 'chenghaoyufuhe chyfh 持有企业 到期 复核 取消 禁止申报' },
    ],
  },
  {
    label: '扶持',
    pages: [
      { to: '/console/measure-standings', label: '应享未享', keys: 'yingxiangweixiang yxwx 匹配 推送 享受面 政策' },
      { to: '/console/measures', label: '措施库', keys: 'cuoshiku csk 扶持措施 政策 条款 奖励 贴息 补助' },
      { to: '/console/measure-cases', label: '扶持办理', keys: 'fuchibanli fcbl 审核 拨付 免申即享 卡在哪里' },
      { to: '/console/budgets', label: '预算与拨付', keys: 'yusuanyubofu ysybf 预算 付款清单 银行 回单 折算' },
    ],
  },
  {
    label: '评估',
    pages: [
      { to: '/console/scoring', label: '预评估', keys: 'yupinggu ypg 打分 批次' },
      { to: '/console/rankings', label: '排名', keys: 'paiming pm 导出排名 名次' },
      {
        to: '/console/yearly-rankings',
        label: '年度排名',
        keys: 'niandupaiming ndpm 排名定义 口径 冻结 复核 报送 更正 同比 数据就绪',
      },
      { to: '/console/standards', label: '标准库', keys: 'biaozhunku bzk 办法 发布 启用' },
      { to: '/console/rehearsals', label: '双跑', keys: 'shuangpao sp 新旧办法 对比 试改' },
      { to: '/console/rehearsals/tuning', label: '试调门槛', keys: 'shitiaomenkan stmk 滑块 门槛' },
    ],
  },
  {
    label: '设置',
    pages: [
      { to: '/console/code-tables', label: '代码表', keys: 'daimabiao dmb 行业 区划 园区 产业链 节假日' },
      { to: '/console/members', label: '企业账号', keys: 'qiyezhanghao qyzh 认领 注册 授权书 口令函 接管' },
      { to: '/console/persons', label: '账号与权限', keys: 'zhanghaoyuquanxian zhqx 用户 角色 授权 管理员' },
      { to: '/console/profile', label: '本区档案', keys: 'benqudangan bqda 区县 主管部门 工信局 名称 首次设置' },
      { to: '/console/own', label: '我的安全', keys: 'wodeanquan wdaq 口令 密码 动态口令 登录' },
      { to: '/console/audit', label: '审计', keys: 'shenji sj 日志 记录 封存 导出编号' },
    ],
  },
] as const satisfies readonly NavigationGroup[];

/** Every page there is, in the order of the navigation. */
export const allPages: readonly NavigationPage[] = navigation.flatMap(
  (group): readonly NavigationPage[] => group.pages,
);

/** Group and page an address belongs to: the page one of whose addresses is its longest beginning. */
export function placeOf(pathname: string): { group: NavigationGroup; page: NavigationPage } | null {
  const within = (to: string) => pathname === to || (to !== '/console' && pathname.startsWith(`${to}/`));
  const longest = ({ to, also = [] }: NavigationPage) =>
    Math.max(0, ...[to, ...also].filter(within).map((one) => one.length));
  const page = allPages.filter((one) => longest(one) > 0).sort((a, b) => longest(b) - longest(a))[0];
  const group = navigation.find(({ pages }) => pages.some((one: NavigationPage) => one === page));
  return page && group ? { group, page } : null;
}
