import Records

let agreementSpeed: [SpeedCase] = []
