import { type CasePackage, replay, type Verified, verifyFile, verifyText } from '@tidu/criteria';
import { element, section } from './dom';
import { caseView } from './parts';

/** The program inside a case's package: shows it, checks every part of it and works the result out anew. */
function show(): void {
  const main = document.querySelector('main');
  const text = document.getElementById('package')?.textContent ?? '';
  if (!main) return;
  const verified = verifyText(text);
  const { package: pack } = verified;
  main.replaceChildren(...verdict(verified, '本页已自动核对各项校验值，并按包里的标准重新评价'), wholeFile());
  if (!pack) return;
  try {
    const { title, body } = caseView(pack);
    document.title = title;
    main.append(...body);
  } catch {
    // what was tampered with may be too broken to be shown; the verdict above has said so
    main.append(element('p', 'bad', '内容残缺，没有显示完。'));
  }
}

/** In words, colour and sign together: whether a byte was changed, whether the same comes out. */
function verdict({ package: pack, faults }: Verified, what: string): HTMLElement[] {
  const differences = pack ? replay(pack.leaves) : [];
  const list = [...faults.map(({ where, message }) => `${where}：${message}`), ...differences];
  const line = (good: boolean, words: string) => element('p', good ? 'good' : 'bad', `${good ? '✓' : '✗'} ${words}`);
  return [
    element(
      'section',
      'verdict',
      line(
        faults.length === 0,
        faults.length === 0 ? `校验一致：${pack?.leaves.length ?? 0} 项都没有改动` : '校验不一致：文件被改动过',
      ),
      ...(pack ? [line(differences.length === 0, differences.length === 0 ? '复算一致' : '复算不一致')] : []),
      ...(list.length > 0 ? [element('ul', null, ...list.slice(0, 50).map((one) => element('li', null, one)))] : []),
      element('p', 'quiet', what),
      ...(pack ? [element('p', 'quiet', rootWords(pack))] : []),
    ),
  ];
}

const rootWords = ({ seal }: CasePackage): string =>
  seal === null
    ? '这件案卷没有公示过，只能证明文件内部前后一致。'
    : `请与公示页上印的总根值核对，逐字相同才是当时的案卷：${seal.root}`;

/** Whoever wants every byte checked, those of this page too, hands the file to it: nothing leaves this computer. */
function wholeFile(): HTMLElement {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.html,.json';
  input.id = 'file';
  const label = element('label', null, '选择一个案卷包文件（可以就是本文件）');
  label.setAttribute('for', 'file');
  const answer = element('div', null);
  answer.setAttribute('aria-live', 'polite');
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    void file?.arrayBuffer().then((bytes) => {
      answer.replaceChildren(...verdict(verifyFile(new Uint8Array(bytes)), `已逐字节核对：${file.name}`));
    });
  });
  return section(
    '逐字节核对整个文件',
    element(
      'p',
      'quiet',
      '网页看不到自己的每一个字节。在这里选择文件，或用命令 npx tidu package verify 文件，就连页面本身一起核对；文件不会离开这台电脑。',
    ),
    label,
    input,
    answer,
  );
}

show();
