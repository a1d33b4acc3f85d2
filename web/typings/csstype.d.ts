// Stands in for the `csstype` package, which Debian's React typings name but do not bring.
export interface Properties<Length = string | number, Time = string> { [property: string]: Length | Time | undefined }
