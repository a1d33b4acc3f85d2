import Records

let neighbourSpeed: [SpeedCase] = []
