export { Figures1764100400000 } from './migrations/1764100400000-figures';
