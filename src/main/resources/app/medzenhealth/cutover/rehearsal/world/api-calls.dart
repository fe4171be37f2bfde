import 'dart:convert';
import 'api_manager.dart';

class EhrbaseGroup {
  static String baseUrl =
      'https://medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com/ehrbase';
  static GetTemplatesCall getTemplatesCall = GetTemplatesCall();
}

class GetTemplatesCall {
  Future<ApiCallResponse> call() async {
    return ApiManager.instance.makeApiCall(
      callName: 'getTemplates',
      apiUrl: '${EhrbaseGroup.baseUrl}/rest/openehr/v1/definition/template/adl1.4',
      callType: ApiCallType.GET,
      returnBody: true,
    );
  }
}

class AiChatCall {
  static Future<ApiCallResponse> call({String? message}) async {
    return ApiManager.instance.makeApiCall(
      callName: 'aiChat',
      apiUrl: 'https://f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com/prod/chat',
      callType: ApiCallType.POST,
      body: jsonEncode({'message': message}),
      returnBody: true,
    );
  }
}
