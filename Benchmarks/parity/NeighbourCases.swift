/// Cases of what the nearest neighbours tell.
let neighbourCases: [ParityCase] = []
