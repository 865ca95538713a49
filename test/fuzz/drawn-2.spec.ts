import { describeDrawnInputs } from './drawn';

describeDrawnInputs(1);
