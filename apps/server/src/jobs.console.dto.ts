/** 后台任务 */
export class JobErrorDto {
  code!: string;
  message!: string;
}

/** 后台任务的进展与结果 */
export class JobDto {
  id!: string;
  /** 任务种类，如 figures.import */
  task!: string;
  state!: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** 正在做什么 */
  stage!: string | null;
  done!: number;
  /** 总量；未知时为 null */
  total!: number | null;
  /** 已计入 */
  counted!: number;
  /** 有提醒 */
  warned!: number;
  /** 被拒绝 */
  failed!: number;
  /** 各任务自己的结果 */
  result!: Record<string, unknown> | null;
  error!: JobErrorDto | null;
  /** 谁发起的 */
  personName!: string;
  createdAt!: string;
  finishedAt!: string | null;
}
