/** What every row of the contract's table has. */
import { z } from 'zod';

export interface MethodShape {
  readonly kind: 'query' | 'command' | 'task';
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export const nothing = z.object({}).strict();
