import { describeDrawnInputs } from './drawn';

describeDrawnInputs(0);
