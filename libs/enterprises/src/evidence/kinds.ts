import { type EvidenceKind, type EvidenceOption, options } from './evidence-kind';
import { certification, ipRight, mainProduct, rdInstitution, standardWork } from './kinds-of-substance';

const levels = options({ nation: '国家级', province: '省级', city: '市级', district: '县区级' });

/** Titles (称号) by their codes, the same in standards and facts. */
export const titles: readonly EvidenceOption[] = options({
  techSme: '科技型中小企业',
  innovativeSme: '创新型中小企业',
  specializedSme: '专精特新中小企业',
  littleGiant: '专精特新“小巨人”企业',
  singleChampion: '制造业单项冠军企业',
  hiddenChampion: '隐形冠军企业',
  highTech: '高新技术企业',
  innovationDemo: '技术创新示范企业',
  ipAdvantage: '知识产权优势或示范企业',
});

const titleHeld: EvidenceKind = {
  ...{ kind: 'titleHeld', table: 'title_held', label: '称号', nature: 'state', named: ['title', 'level', 'batch'] },
  about: '经公告认定、有有效期的称号。退出名单、取消称号都只记日期，原来的认定照样保留。',
  from: { label: '有效期起', required: true },
  until: { label: '有效期止', required: true, lastDay: true },
  fields: [
    { name: 'title', label: '称号', type: 'choice', required: true, options: titles },
    { name: 'level', label: '级别', type: 'choice', required: true, options: levels },
    { name: 'batch', label: '批次', type: 'text', max: 100, hint: '例如：第五批、2023 年第二批' },
    { name: 'cancelledOn', label: '取消日期', type: 'day', together: 'cancelledWhy', hint: '自这一天起不再有效' },
    { name: 'cancelledWhy', label: '取消原因', type: 'text', max: 500, together: 'cancelledOn' },
  ],
};

const award: EvidenceKind = {
  ...{
    kind: 'award',
    table: 'award',
    label: '奖励',
    nature: 'event',
    named: ['name', 'level', 'rank'],
    noTitles: true,
  },
  about: '科技奖励、创客中国、质量奖、专利奖等。奖励不是认定，称号请登记在“称号”里。',
  from: { label: '获奖日期', required: true },
  until: { label: '撤销日期' },
  fields: [
    {
      ...{ name: 'kind', label: '种类', type: 'choice', required: true },
      options: options({
        ...{
          sciTech: '科技奖励',
          makerChina: '“创客中国”大赛',
          quality: '质量奖',
          patent: '专利奖',
          other: '其他奖励',
        },
      }),
    },
    { name: 'level', label: '级别', type: 'choice', required: true, options: levels },
    { name: 'name', label: '奖励名称', type: 'text', max: 200, required: true, hint: '写全称和等次' },
    { name: 'rank', label: '名次', type: 'rank', hint: '在获奖单位中排第几；创客中国填全国名次。不清楚就空着' },
    {
      ...{ name: 'group', label: '组别', type: 'choice', onlyWith: { field: 'kind', is: ['makerChina'] } },
      options: options({ enterprise: '企业组', maker: '创客组' }),
    },
  ],
};

const honour: EvidenceKind = {
  ...{ kind: 'honour', table: 'honour', label: '荣誉', nature: 'event', named: ['name', 'level'], noTitles: true },
  about: '既不是称号也不是奖励的荣誉，例如质量标杆、先进集体。',
  from: { label: '授予日期', required: true },
  until: { label: '终止日期' },
  fields: [
    { name: 'name', label: '荣誉名称', type: 'text', max: 200, required: true },
    { name: 'level', label: '级别', type: 'choice', required: true, options: levels },
  ],
};

const incident: EvidenceKind = {
  ...{ kind: 'incident', table: 'incident', label: '事故与失信', nature: 'event', named: ['kind', 'name'] },
  about: '安全（含网络安全、数据安全）、质量、环境事故，偷漏税等违法，以及经营异常名录、严重失信名单。',
  from: { label: '发生或列入日期', required: true },
  until: { label: '移出日期' },
  fields: [
    {
      ...{ name: 'kind', label: '种类', type: 'choice', required: true },
      options: options({
        ...{ safety: '安全事故', cyberData: '网络或数据安全事件', quality: '质量事故', environment: '环境污染事故' },
        ...{ tax: '偷漏税等违法', falseData: '数据造假', otherOffence: '其他违法行为' },
        ...{ abnormalOperation: '列入经营异常名录', seriousDishonesty: '列入严重失信主体名单' },
      }),
    },
    {
      ...{ name: 'severity', label: '程度', type: 'choice', required: true, hint: '以主管部门的认定为准' },
      options: options({ major: '重大', ordinary: '一般' }),
    },
    { name: 'name', label: '经过或事由', type: 'text', max: 200, required: true },
  ],
};

const scaleStatus: EvidenceKind = {
  ...{ kind: 'scaleStatus', table: 'scale_status', label: '规上名单', nature: 'state', named: ['batch'] },
  about: '规模以上工业企业名单，以统计部门名单为准，不由营业收入推算。退规只记日期，不抹去在规的历史。',
  exclusive: true,
  from: { label: '升规日期', required: true },
  until: { label: '退规日期' },
  fields: [{ name: 'batch', label: '名单批次', type: 'text', max: 100, hint: '例如：2025 年度月度入库第三批' }],
};

const substantial = [
  ...[ipRight, rdInstitution, certification, standardWork, award, titleHeld, honour, incident, mainProduct],
  scaleStatus,
];

const checked: EvidenceKind = {
  ...{ kind: 'checked', table: 'evidence_checked', label: '已核查', nature: 'event', named: ['kind'] },
  about: '核查过：自这一天起，登记的就是全部，没有登记的就是没有。没有核查过的只能算“未知”。',
  from: { label: '核查日期', required: true },
  until: { label: '核查失效日期' },
  fields: [
    {
      ...{ name: 'kind', label: '核查的种类', type: 'choice', required: true },
      options: substantial.map(({ kind, label }) => ({ code: kind, label })),
    },
  ],
};

/** Every kind of evidence, in the order of the page. */
export const evidenceKinds: readonly EvidenceKind[] = [...substantial, checked];

const byKind = new Map(evidenceKinds.map((one) => [one.kind, one]));

/** The kind of that name, or undefined. */
export const evidenceKind = (kind: string): EvidenceKind | undefined => byKind.get(kind);
