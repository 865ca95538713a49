/** What a new measure begins with: every part once, to be changed. */
export const firstText = `id: my-measure
name: 措施名称
source: { number: 文号, name: 文件名称, issuer: 发文单位, article: 第几条 }
confidence: C
department: 责任部门
contact: 联系人和电话
region: nation
audience: 给谁
mode: application
repeat: once
validity: { from: 2026-01-01 }
benefit:
  kind: fixed
  levels:
    - { label: 国家级小巨人, amount: 30万 }
rounding: halfUp
budget: my-budget
requires:
  - id: title
    label: 称号
    text: 是有效期内的专精特新“小巨人”企业。
    fact: titleLittleGiant
    is: true
`;
