const functions = require("firebase-functions");
const admin = require("firebase-admin");
const { ApiManager } = require("./api_manager");

admin.initializeApp();

const EHRBASE_URL =
  "https://medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com/ehrbase";
const AWS_REGION = "eu-west-1";

exports.onUserCreated = functions.auth.user().onCreate(async (user) => {
  const api = new ApiManager(EHRBASE_URL, AWS_REGION);
  const ehr = await api.createEhr(user.uid);
  await admin.firestore().collection("users").doc(user.uid).set({
    email: user.email,
    ehrId: ehr.ehr_id.value,
  }, { merge: true });
});

exports.onUserDeleted = functions.auth.user().onDelete(async (user) => {
  await admin.firestore().collection("users").doc(user.uid).delete();
});
