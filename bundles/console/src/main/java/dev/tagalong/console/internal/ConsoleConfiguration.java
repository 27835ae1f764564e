package dev.tagalong.console.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code dev.tagalong.console}. */
@ObjectClassDefinition(name = "Tagalong console", description = "The pages of the Web Console for WebAssembly plugins")
@interface ConsoleConfiguration {

    /** The property {@code deploy.folder}. */
    @AttributeDefinition(
            name = "Deploy folder",
            description =
                    "The folder that File Install watches: uploaded modules go there, and a plugin that is uninstalled"
                            + " is deleted from there. Empty: nothing can be uploaded.")
    String deploy_folder() default "";

    /** The property {@code upload.mb}. */
    @AttributeDefinition(name = "Upload limit", description = "How many megabytes an uploaded module may have")
    int upload_mb() default 64;
}
