// Stands in for `scheduler/tracing` where the installed typings no longer have it.
export interface Interaction { id: number; name: string; timestamp: number }
