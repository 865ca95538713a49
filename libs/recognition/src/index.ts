export { Recognition1764301800000 } from './migrations/1764301800000-recognition';
export { Declarations1764301820000 } from './migrations/1764301820000-declarations';
export { RecognitionModule } from './recognition.module';
