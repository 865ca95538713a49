import { Injectable } from '@nestjs/common';
import { type FactDefinition } from '@tidu/criteria';
import { type ReportField, ReportSources } from '@tidu/desk';
import { ReferenceService } from '@tidu/reference';

/** What the desk calls the rows of a batch. */
export const batchSource = 'recognition.batch';

const field = (code: string, label: string, type: ReportField['type'], ...aliases: string[]): ReportField => ({
  ...{ code, label, type, aliases, money: false },
});

/** What the application itself says; facts of its last submission come behind. */
const ofCase: readonly ReportField[] = [
  field('position', '序号', 'integer', '编号', '序'),
  field('name', '企业名称', 'text', '单位名称', '申报单位', '企业全称', '名称', '申报企业'),
  field('creditCode', '统一社会信用代码', 'text', '信用代码', '社会信用代码', '统一代码'),
  field('regionName', '所在县区', 'text', '县区', '所属县区', '地区', '所在地', '所属地区', '县（市、区）'),
  field('regionCode', '行政区划代码', 'text', '区划代码'),
  field('purpose', '申报类型', 'text', '类型', '申报类别'),
  field('place', '名次', 'integer', '排名', '推荐排序', '推荐顺序', '排序'),
  field('state', '办理环节', 'text', '环节', '状态'),
  field('receiptNumber', '回执编号', 'text', '受理编号', '申报编号'),
  field('submittedOn', '提交日期', 'date', '申报日期', '申报时间'),
  field('outcome', '预评估结果', 'text', '评价结果', '评估结果'),
  field('minPoints', '最低分', 'decimal'),
  field('maxPoints', '最高分', 'decimal', '得分', '评价得分', '自评得分', '总分'),
  field('review', '初审意见', 'text', '推荐意见', '审核意见'),
];

/** The code of a fact among the fields. */
export const factField = (code: string): string => `fact.${code}`;

/** Teaches the desk what can be reported of a batch. */
@Injectable()
export class BatchFields {
  constructor(
    private readonly reference: ReferenceService,
    sources: ReportSources,
  ) {
    sources.teach({ code: batchSource, name: '申报批次的申报', fields: () => this.fields() });
  }

  async fields(): Promise<readonly ReportField[]> {
    return [...ofCase, ...(await this.reference.dictionary()).facts.map(ofFact)];
  }
}

function ofFact(fact: FactDefinition): ReportField {
  const { code, label, aliases, unit, type } = fact;
  const isNumber = type === 'integer' || type === 'decimal' || type === 'money';
  return {
    ...{ code: factField(code), label, aliases, money: type === 'money' || unit === '元' },
    type: isNumber ? (fact.scale === 0 ? 'integer' : 'decimal') : 'text',
  };
}
