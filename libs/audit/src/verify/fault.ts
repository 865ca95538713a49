/** What is wrong with the trail, and where. Ids and places are decimal texts: they exceed a double. */
export type Fault =
  /** The entry says something else than when it was sealed. */
  | { kind: 'altered'; entryId: string; sequence: string }
  /** The entry was sealed and is gone. */
  | { kind: 'removed'; entryId: string; sequence?: string }
  /** The last entries are gone with their seals. */
  | { kind: 'cut'; entryId: string; seal: string }
  /** An entry that did not come through the program: it is neither in the chain nor waiting. */
  | { kind: 'inserted'; entryId: string }
  /** The link does not follow the one before: one of the two was moved or rewritten. */
  | { kind: 'broken'; entryId: string; previousId: string | null; sequence: string }
  /** A place of the chain is empty. */
  | { kind: 'gap'; sequence: string }
  /** The seal isn't what its links give, or is missing. */
  | { kind: 'seal'; seal: string }
  /** The chain inside is not the one whose head is kept outside: rewritten as a whole; one of these entries, or all. */
  | { kind: 'head'; seal: string; entries: string }
  /** A seal that was brought outside has no head there. */
  | { kind: 'headMissing'; seal: string };

export type FaultKind = Fault['kind'];

/** The fault in a sentence for the person who looks into it. */
export function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case 'altered':
      return `审计记录 ${fault.entryId}：内容被改动（封存序号 ${fault.sequence}）`;
    case 'removed':
      return `审计记录 ${fault.entryId}：已封存，记录不在了${fault.sequence === undefined ? '' : `（封存序号 ${fault.sequence}）`}`;
    case 'cut':
      return `审计记录 ${fault.entryId}：随末尾一起被截去（库外第 ${fault.seal} 个封存头里有它）`;
    case 'inserted':
      return `审计记录 ${fault.entryId}：不是经程序写入的（不在封存链里，也不在待封存之列）`;
    case 'broken':
      return `审计记录 ${fault.entryId}：封存链在序号 ${fault.sequence} 处接不上${fault.previousId === null ? '' : `，它或前一条 ${fault.previousId}`}被调换或改写`;
    case 'gap':
      return `封存序号 ${fault.sequence}：链上缺这一环`;
    case 'seal':
      return `第 ${fault.seal} 个封存头：与它的各环对不上，或不在了`;
    case 'head':
      return `第 ${fault.seal} 个封存头：与库外保存的不同，链被整段改写；涉及审计记录 ${fault.entries}`;
    case 'headMissing':
      return `第 ${fault.seal} 个封存头：库外的封存头文件里没有它`;
  }
}
