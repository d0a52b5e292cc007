using Microsoft.AspNetCore.Http;

namespace MolScreen.Store.Http;

/// <summary>Turns a refused request into problem details (RFC 9457) with its reasons.</summary>
internal static class RefusalFilter
{
    public static async ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ScreeningRequestException e)
        {
            return TypedResults.Problem(
                detail: e.Message, statusCode: (int)e.Problem, extensions: new Dictionary<string, object?> { ["reasons"] = e.Reasons });
        }
    }
}
