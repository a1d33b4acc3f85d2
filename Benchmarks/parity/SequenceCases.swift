/// Cases of texts and tag sequences.
let sequenceCases: [ParityCase] = []
