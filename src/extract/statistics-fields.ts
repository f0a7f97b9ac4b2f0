/** Numbers by the names of `BoardStatistics`, as far as they were read. */
export type Numbers = Partial<Record<Field, number>>
export type Field = 'received' | 'valid' | 'forwarded' | 'finished' | 'pending' | 'overdue' | 'rate' | 'averageDays'
