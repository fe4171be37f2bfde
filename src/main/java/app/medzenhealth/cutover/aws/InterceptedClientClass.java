package app.medzenhealth.cutover.aws;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import app.medzenhealth.cutover.aws.InterceptedClient.Declared;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The class file of one intercepted client. */
final class InterceptedClientClass {

    private static final String PACKAGE = "app.medzenhealth.cutover.aws";
    private static final ClassDesc CALLS = ClassDesc.of(PACKAGE + ".InterceptedClient$Calls");
    private static final ClassDesc SENDING = ClassDesc.of(PACKAGE + ".InterceptedClient$Sending");
    private static final ClassDesc DISPATCH = ClassDesc.of(PACKAGE + ".InterceptedClient$Dispatch");
    private static final ClassDesc CLIENT = ClassDesc.of("software.amazon.awssdk.core.SdkClient");
    private static final ClassDesc FAILURE = ClassDesc.of("java.lang.RuntimeException");
    private static final ClassDesc OBJECTS = CD_Object.arrayType();

    private final ClassDesc type;
    private final ClassDesc made;
    private final List<Declared> sends = new ArrayList<>();
    private final Map<String, Consumer<ClassBuilder>> others = new LinkedHashMap<>();

    private InterceptedClientClass(Class<?> type, List<Declared> methods) {
        this.type = type.describeConstable().orElseThrow();
        this.made = ClassDesc.of(name(type));
        method(
                "serviceName",
                MethodTypeDesc.of(CD_String),
                code -> calls(code)
                        .invokeinterface(CALLS, "serviceName", MethodTypeDesc.of(CD_String))
                        .areturn());
        // Others hold the same client; whoever made the real one closes it.
        method("close", MethodTypeDesc.of(CD_void), CodeBuilder::return_);
        method(
                "toString",
                MethodTypeDesc.of(CD_String),
                code -> calls(code)
                        .invokeinterface(CALLS, "described", MethodTypeDesc.of(CD_String))
                        .areturn());
        methods.forEach(this::add);
    }

    static byte[] of(Class<?> type, List<Declared> methods) {
        return new InterceptedClientClass(type, methods).bytes();
    }

    static String name(Class<?> type) {
        return PACKAGE + ".Intercepted" + type.getSimpleName();
    }

    private void add(Declared method) {
        switch (method.kind()) {
            case ClientMethod.Sends s -> sends.add(method);
            case ClientMethod.Convenience c -> {}
            case ClientMethod.ServiceName n -> {}
            case ClientMethod.Close c -> {}
            case ClientMethod.MakesWaiter w ->
                method(
                        method.name(),
                        method.type(),
                        code -> calls(code)
                                .aload(0)
                                .ldc(method.type().returnType())
                                .invokeinterface(CALLS, "waiter", MethodTypeDesc.of(CD_Object, CLIENT, CD_Class))
                                .checkcast(method.type().returnType())
                                .areturn());
            case ClientMethod.Forbidden f ->
                method(
                        method.name(),
                        method.type(),
                        code -> calls(code)
                                .ldc(method.name())
                                .ldc(f.why())
                                .invokeinterface(CALLS, "forbidden", MethodTypeDesc.of(FAILURE, CD_String, CD_String))
                                .athrow());
        }
    }

    private void method(String name, MethodTypeDesc signature, Consumer<CodeBuilder> code) {
        others.put(
                name + signature.descriptorString(),
                b -> b.withMethodBody(name, signature, ClassFile.ACC_PUBLIC, code::accept));
    }

    private CodeBuilder calls(CodeBuilder code) {
        return code.aload(0).getfield(made, "calls", CALLS);
    }

    private byte[] bytes() {
        return ClassFile.of().build(made, b -> {
            b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(type, DISPATCH)
                    .withField("calls", CALLS, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .withMethodBody(
                            INIT_NAME,
                            MethodTypeDesc.of(CD_void, CALLS),
                            0,
                            code -> code.aload(0)
                                    .invokespecial(CD_Object, INIT_NAME, MethodTypeDesc.of(CD_void))
                                    .aload(0)
                                    .aload(1)
                                    .putfield(made, "calls", CALLS)
                                    .return_());
            others.values().forEach(method -> method.accept(b));
            for (var i = 0; i < sends.size(); i++) {
                send(b, sends.get(i), i);
            }
            b.withMethodBody(
                    "dispatch",
                    MethodTypeDesc.of(CD_Object, CD_int, CLIENT, OBJECTS),
                    ClassFile.ACC_PUBLIC,
                    this::dispatch);
        });
    }

    /** Hands the arguments over. */
    private void send(ClassBuilder b, Declared method, int number) {
        b.withMethodBody(method.name(), method.type(), ClassFile.ACC_PUBLIC, code -> {
            calls(code).new_(SENDING).dup().aload(0).loadConstant(number).ldc(method.name());
            code.ldc(method.type().parameterType(0));
            var count = method.type().parameterCount();
            code.loadConstant(count).anewarray(CD_Object);
            for (var i = 0; i < count; i++) {
                code.dup().loadConstant(i).aload(i + 1).aastore();
            }
            code.invokespecial(
                            SENDING,
                            INIT_NAME,
                            MethodTypeDesc.of(CD_void, DISPATCH, CD_int, CD_String, CD_Class, OBJECTS))
                    .invokeinterface(CALLS, "send", MethodTypeDesc.of(CD_Object, SENDING))
                    .checkcast(method.type().returnType())
                    .areturn();
        });
    }

    /** Calls the method of that number on another client. */
    private void dispatch(CodeBuilder code) {
        var none = code.newLabel();
        var cases = new ArrayList<SwitchCase>();
        for (var i = 0; i < sends.size(); i++) {
            cases.add(SwitchCase.of(i, code.newLabel()));
        }
        code.iload(1).tableswitch(0, Math.max(0, sends.size() - 1), none, cases);
        for (var i = 0; i < sends.size(); i++) {
            var method = sends.get(i);
            code.labelBinding(cases.get(i).target()).aload(2).checkcast(type);
            for (var p = 0; p < method.type().parameterCount(); p++) {
                code.aload(3).loadConstant(p).aaload().checkcast(method.type().parameterType(p));
            }
            code.invokeinterface(type, method.name(), method.type()).areturn();
        }
        code.labelBinding(none).aconst_null().areturn();
    }
}
