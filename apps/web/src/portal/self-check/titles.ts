/** What the titles are called, from the first step of the ladder up. */
export const titleWords = {
  techSme: '科技型中小企业',
  innovativeSme: '创新型中小企业',
  specializedSme: '专精特新中小企业',
  littleGiant: '专精特新“小巨人”企业',
  hiddenChampion: '隐形冠军',
  singleChampion: '制造业单项冠军',
  highTech: '高新技术企业',
  innovationDemo: '技术创新示范企业',
  ipAdvantage: '知识产权优势企业',
} as const;

export type Title = keyof typeof titleWords;
const order = Object.keys(titleWords) as Title[];

/** The titles that standards in use lead to, in the order of the ladder. */
export function titlesOf(standards: readonly { title: string }[]): Title[] {
  const there = new Set(standards.map(({ title }) => title));
  return order.filter((title) => there.has(title));
}

export const isTitle = (text: string | undefined): text is Title => text !== undefined && text in titleWords;
