export * from './figures.module';
export * from './figures.queries';
export { isFigure } from './import/column-names';
export * from './import/import-figures.job';
export * from './import/import-options';
export * from './import/import-result';
export * from './import/undo-import.job';
export { Figures1764100400000 } from './migrations/1764100400000-figures';
export * from './sources';
