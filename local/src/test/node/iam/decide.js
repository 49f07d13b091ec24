// Reads requests as JSON lines {policy, action, resource}; prints for each what AWS would decide.
import { createInterface } from 'node:readline'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const account = '111122223333'

for await (const line of createInterface({ input: process.stdin })) {
  const { policy, action, resource } = JSON.parse(line)
  const simulation = {
    request: {
      principal: `arn:aws:iam::${account}:role/app`,
      action,
      resource: { resource, accountId: account },
      contextVariables: {}
    },
    identityPolicies: [{ name: 'app', policy: JSON.parse(policy) }],
    serviceControlPolicies: [],
    resourceControlPolicies: []
  }
  const answer = await runSimulation(simulation, {})
  if (answer.resultType === 'error') {
    console.log(`error ${JSON.stringify(answer.errors)}`)
  } else {
    console.log(answer.overallResult ?? answer.result?.evaluationResult ?? JSON.stringify(answer))
  }
}
