import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { formatFileSize } from './file-size';

interface FileDropProps {
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  /** Workbooks alone, and what is said of them; absent: tables of any kind. */
  workbook?: string;
}

/** Takes one file, dropped or chosen. */
export function FileDrop({ file, onFile, workbook }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [first] = event.dataTransfer.files;
    if (first) onFile(first);
  };
  return (
    <div
      className={`file-drop${over ? ' file-drop--over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        id="import-file"
        className="visually-hidden"
        type="file"
        accept={workbook === undefined ? '.csv,.txt,.xlsx' : '.xlsx'}
        aria-label={workbook === undefined ? '要导入的文件，CSV 或 XLSX' : '模板文件，XLSX'}
        tabIndex={-1}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = ''; // the same file, mended, can be chosen again
        }}
      />
      {file ? (
        <p>
          <strong>{file.name}</strong> <span className="quiet">{formatFileSize(file.size)}</span>
        </p>
      ) : (
        <p>把文件拖到这里，或</p>
      )}
      <Button onClick={() => input.current?.click()}>{file ? '换一个文件' : '选择文件'}</Button>
      <p className="quiet">
        {workbook ??
          'CSV（UTF-8 或 GB18030）或 XLSX，至多 64 MB。标题行、两行表头、单位行、合计行都能认；空白、N/A、-、— 按缺数据处理。'}
      </p>
    </div>
  );
}
