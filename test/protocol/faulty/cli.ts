import { runProgram } from "../../../server/src/cli/program";
import { rules } from "../../../server/src/rules/table";
import { faultyFixRule, faultyRule } from "../../../server/test/linter/faultyRule";

// The command line with two rules that throw at a service called `bad`.
void runProgram(process.argv.slice(2), [...rules, faultyRule, faultyFixRule]).then((status) => {
  process.exitCode = status;
});
