/** 得分区间；两端相等即已确定 */
export class PointsDto {
  min!: number;
  max!: number;
}
