import type { components } from '../../shared/api/console.gen';

const words = { sound: '读音', shortName: '简称', formerName: '曾用名', otherNumber: '旧代码' };

/** Says by what the search found an enterprise, where its name of today does not show it. */
export function FoundNote({ found: { by, text, until } }: { found: components['schemas']['FoundDto'] }) {
  return (
    <span className="found-note">
      {text === null ? '按读音找到' : `${words[by]}：${text}${until === null ? '' : `（至 ${until}）`}`}
    </span>
  );
}
