const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Brings changes from the queue to the clinical record.
exports.handler = async (event) => {
  for (const record of event.Records ?? []) {
    await fetch(`${EHRBASE_URL}/rest/openehr/v1/ehr`, { method: "POST", body: record.body });
  }
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
