import { useEffect, useState } from 'react';
import type { Assistant, ModelInfo } from '../../../assistant/assistant.ts';

/** The models with how they stand; follows changes of them and of their keys. */
export function useModels({ models, keys }: Pick<Assistant, 'models' | 'keys'>): readonly ModelInfo[] {
  const [list, setList] = useState<readonly ModelInfo[]>(() => models.list());
  useEffect(() => {
    const read = () => setList(models.list());
    read();
    const stops = [models.subscribe(read), keys.subscribe(read)];
    return () => stops.forEach((stop) => stop());
  }, [models, keys]);
  return list;
}
