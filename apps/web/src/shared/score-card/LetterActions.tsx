import type { Explanation, Letter } from '@tidu/criteria';
import { Button } from 'antd';
import { letterFile, saveFile } from './letter-files';

/** What one does with a letter: print it, or take it away as a page or as data. */
export function LetterActions({ letter, explanation }: { letter: Letter; explanation: Explanation }) {
  return (
    <>
      <Button type="primary" onClick={() => window.print()}>
        打印
      </Button>
      <Button onClick={() => saveFile(letterFile(letter, explanation, 'html'))}>存成网页文件（HTML）</Button>
      <Button onClick={() => saveFile(letterFile(letter, explanation, 'json'))}>存成数据文件（JSON）</Button>
    </>
  );
}
