import { openSavedKey, saveKey } from '@tidu/access';
import { DomainError } from '@tidu/kernel';
import { DataKeys, type Environment, type Manifest } from '@tidu/platform';

/** The data keys as a backup keeps them: sealed with the passphrase, or only by what they are known. */
export const savedDataKeys = (env: Environment, passphrase?: string) =>
  saveKey(Buffer.from(hexes(DataKeys.of(env))), passphrase);

const hexes = (keys: DataKeys): string =>
  keys
    .all()
    .map(({ hex }) => hex)
    .join('\n');

/** Keys for a restore, and what is done with them once it is through. */
export interface RestoreKeys {
  keys: DataKeys;
  withoutKeys: boolean;
  keep: () => void;
  says: string;
}

/**
 * The keys without which the backup's phones and accounts can't be read, looked for before anything is restored: they are
 * here, or come out of the backup.
 * @throws DomainError `CLI.DATA_KEYS_MISSING`, `ACCESS.WRONG_PASSPHRASE`
 */
export function keysForRestore(
  { dataKeys }: Manifest,
  env: Environment,
  passphrase?: string,
  without = false,
): RestoreKeys {
  const keys = DataKeys.of(env);
  const nothing = { keys, withoutKeys: false, keep: () => undefined };
  if (!dataKeys)
    return { ...nothing, says: '数据密钥：这份备份里的电话、邮箱、账号还是明文，恢复时已用这里的密钥加密。' };
  const missing = dataKeys.ids.filter((id) => keys.find(id) === null);
  if (missing.length === 0) return { ...nothing, says: `数据密钥：${dataKeys.ids.join('、')}，都在。` };
  if (without) {
    const says = `数据密钥：没有 ${missing.join('、')}，用它加密的电话、邮箱、账号再也读不出，显示为“（密钥遗失）”，请重新登记。`;
    return { ...nothing, withoutKeys: true, says };
  }
  const { sealed, fingerprint } = dataKeys;
  if (sealed === null || passphrase === undefined) throw keysMissing(missing, keys.place, sealed !== null);
  const saved = openSavedKey({ fingerprint, sealed }, passphrase).toString().split('\n');
  const all = DataKeys.given([...keys.all().map(({ hex }) => hex), ...saved]);
  const keep = () => keys.keep(saved);
  return {
    keys: all,
    withoutKeys: false,
    keep,
    says: `数据密钥：从备份取出 ${missing.join('、')}，已放进 ${keys.place}。`,
  };
}

const keysMissing = (ids: readonly string[], place: string, isSealed: boolean) =>
  new DomainError(
    'conflict',
    'CLI.DATA_KEYS_MISSING',
    `这份备份里的电话、邮箱、账号要用数据密钥 ${ids.join('、')} 才读得出，${place} 里没有，没有恢复任何内容。${
      isSealed
        ? '备份里封有它：请设置做备份时用的 BACKUP_PASSPHRASE。'
        : '备份里没有封入它：请把原来的 data.keys 放回，或设置 DATA_KEYS。'
    }确实找不回来的，加 --without-key 恢复：这些电话、邮箱、账号此后要重新登记。`,
  );
