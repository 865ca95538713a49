import { type EvidenceKind, options } from './evidence-kind';

/** Intellectual property (知识产权). */
export const ipRight: EvidenceKind = {
  ...{ kind: 'ipRight', table: 'ip_right', label: '知识产权', nature: 'state', named: ['kind', 'number', 'name'] },
  about: '专利、软件著作权、植物新品种等。与别人共有的，各家各记一条并写明自己的排名。',
  from: { label: '授权（登记）日期', required: true },
  until: { label: '失效日期' },
  fields: [
    {
      ...{ name: 'kind', label: '种类', type: 'choice', required: true },
      options: options({
        ...{ inventionPatent: '发明专利', defensePatent: '国防专利', plantVariety: '植物新品种' },
        ...{ cropVariety: '国家级农作物品种', newDrug: '国家新药', chineseMedicine: '国家一级中药保护品种' },
        ...{ layoutDesign: '集成电路布图设计专有权', softwareCopyright: '软件著作权', utilityModel: '实用新型专利' },
        ...{ design: '外观设计专利', trademark: '商标' },
      }),
    },
    { name: 'number', label: '专利号或登记号', type: 'text', max: 60, required: true },
    { name: 'name', label: '名称', type: 'text', max: 200 },
    {
      ...{ name: 'howObtained', label: '取得方式', type: 'choice', required: true },
      options: options({ selfDeveloped: '自主研发', transferred: '受让', licensed: '许可使用' }),
    },
    { name: 'transferredOn', label: '受让日期', type: 'day', onlyWith: { field: 'howObtained', is: ['transferred'] } },
    { name: 'holderRank', label: '权利人排名', type: 'rank', hint: '独有填 1；不清楚就空着，按未知处理' },
    { name: 'mainProduct', label: '与主导产品相关', type: 'boolean', hint: '不清楚就空着，按未知处理' },
    { name: 'applied', label: '已应用并产生效益', type: 'boolean', hint: '不清楚就空着，按未知处理' },
    {
      ...{ name: 'highValue', label: '高价值理由', type: 'choices', hint: '维持超过 10 年的由系统按日期判断' },
      options: options({
        ...{ overseasFamily: '有海外同族专利权', overseasIncome: '在境外取得收入' },
        ...{ pledge: '取得较大金额质押融资', award: '获国家科学技术奖或中国专利奖' },
      }),
    },
  ],
};

/** R&D institutions (研发机构). */
export const rdInstitution: EvidenceKind = {
  ...{ kind: 'rdInstitution', table: 'rd_institution', label: '研发机构', nature: 'state', named: ['name', 'level'] },
  about: '自建或共建、经认定的研发机构。',
  from: { label: '认定日期', required: true },
  until: { label: '撤销或到期日期' },
  fields: [
    { name: 'name', label: '机构名称', type: 'text', max: 200, required: true },
    {
      ...{ name: 'level', label: '级别', type: 'choice', required: true },
      options: options({ nation: '国家级', province: '省级', city: '市级', belowCity: '市级以下' }),
    },
    {
      ...{ name: 'kind', label: '种类', type: 'choice', required: true },
      options: options({
        ...{ techCentre: '企业技术中心', engineeringCentre: '工程（技术）研究中心', laboratory: '重点实验室' },
        ...{ designCentre: '工业设计中心', academician: '院士工作站', postdoctoral: '博士后工作站' },
        ...{ institute: '新型研发机构', other: '其他' },
      }),
    },
  ],
};

/** Certificates of systems and products (认证). */
export const certification: EvidenceKind = {
  ...{ kind: 'certification', table: 'certification', label: '认证', nature: 'state', named: ['kind', 'name'] },
  about: '管理体系认证和产品认证。',
  from: { label: '有效期起', required: true },
  until: { label: '有效期止', lastDay: true },
  fields: [
    {
      ...{ name: 'kind', label: '种类', type: 'choice', required: true },
      options: options({
        ...{ qualitySystem: '质量管理体系', environmentSystem: '环境管理体系', safetySystem: '职业健康安全管理体系' },
        ...{ energySystem: '能源管理体系', ipSystem: '知识产权管理体系', itSystem: '两化融合管理体系' },
        ...{ informationSecurity: '信息安全管理体系', otherSystem: '其他管理体系' },
        ...{ overseasProduct: '发达国家和地区产品认证', domesticProduct: '国内产品认证' },
      }),
    },
    { name: 'name', label: '认证内容', type: 'text', max: 200, required: true, hint: '例如：ISO 9001:2015、UL、CE' },
    { name: 'number', label: '证书编号', type: 'text', max: 100 },
    { name: 'international', label: '属国际认证', type: 'boolean', required: true },
  ],
};

/** Standards led or taken part in (标准). */
export const standardWork: EvidenceKind = {
  ...{ kind: 'standardWork', table: 'standard_work', label: '标准', nature: 'event', named: ['number', 'role'] },
  about: '主导或参与制定、修订并已发布的标准，不含企业标准。',
  from: { label: '发布日期', required: true },
  until: { label: '废止日期' },
  fields: [
    { name: 'number', label: '标准编号', type: 'text', max: 60, required: true, hint: '例如：GB/T 1234-2020' },
    { name: 'name', label: '标准名称', type: 'text', max: 200 },
    {
      ...{ name: 'level', label: '级别', type: 'choice', required: true },
      options: options({
        ...{
          international: '国际标准',
          nation: '国家标准',
          industry: '行业标准',
          local: '地方标准',
          group: '团体标准',
        },
      }),
    },
    {
      ...{ name: 'role', label: '作用', type: 'choice', required: true },
      options: options({ led: '主导', participated: '参与' }),
    },
  ],
};

/** Main products with niche, share and ranks (主导产品). */
export const mainProduct: EvidenceKind = {
  ...{ kind: 'mainProduct', table: 'main_product', label: '主导产品', nature: 'state', named: ['name', 'niche'] },
  about: '主导产品：销售收入合计超过营业收入 50% 的产品。份额、名次变了，先结束旧的一条，再登记新的。',
  from: { label: '自何日起' },
  until: { label: '到何日止' },
  fields: [
    { name: 'name', label: '产品名称', type: 'text', max: 200, required: true },
    { name: 'niche', label: '细分市场', type: 'text', max: 200 },
    { name: 'nicheSince', label: '进入细分市场日期', type: 'day' },
    { name: 'share', label: '占营业收入', type: 'ratio', hint: '百分比' },
    {
      ...{ name: 'field', label: '所属领域', type: 'choice' },
      options: options({
        ...{ gapFilling: '关键领域补短板、锻长板、填空白', other: '其他' },
        ...{ sixBases: '工业六基、中华老字号或服务重点产业链龙头' },
      }),
    },
    { name: 'newProduct', label: '属新产品', type: 'boolean' },
    { name: 'marketShare', label: '全国细分市场占有率', type: 'ratio', hint: '百分比' },
    { name: 'nationalRank', label: '全国名次', type: 'rank' },
    { name: 'worldRank', label: '全球名次', type: 'rank' },
    { name: 'provinceRank', label: '省内名次', type: 'rank' },
    { name: 'continentRank', label: '所在洲名次', type: 'rank' },
  ],
};
